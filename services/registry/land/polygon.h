// Plane polygons of survey coordinates, kept as whole millimetres.
#ifndef SERVICES_REGISTRY_LAND_POLYGON_H_
#define SERVICES_REGISTRY_LAND_POLYGON_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "google/protobuf/repeated_ptr_field.h"
#include "liandong/registry/v1/geometry.pb.h"

namespace liandong::registry {

struct Point {
  int64_t north_mm = 0;
  int64_t east_mm = 0;
  friend bool operator==(const Point&, const Point&) = default;
};

struct Box {
  int64_t north_min_mm = 0;
  int64_t north_max_mm = 0;
  int64_t east_min_mm = 0;
  int64_t east_max_mm = 0;
};

// A closed, valid ring without holes. Areas are whole hundredths of a square metre, expressed in
// cm²: survey law states areas so, and what is smaller than half of that is no overlap but the
// rounding of coordinates. Immutable, thread-safe.
class Polygon {
 public:
  // VERTEX_FORMAT of every such point at once; else the first of COORDINATES_SWAPPED,
  // COORDINATES_OUT_OF_ZONE, RING_TOO_SHORT, RING_OPEN, RING_INVALID.
  static absl::StatusOr<Polygon> FromVertices(
      const google::protobuf::RepeatedPtrField<v1::Vertex>& vertices);

  int64_t area_cm2() const { return area_cm2_; }
  const Box& box() const { return box_; }
  // Area this and `other` share.
  absl::StatusOr<int64_t> OverlapCm2(const Polygon& other) const;
  // Area of `other` that lies outside of this.
  absl::StatusOr<int64_t> OutsideCm2(const Polygon& other) const;

 private:
  Polygon(std::vector<Point> ring, int64_t area_cm2, const Box& box)
      : ring_(std::move(ring)), area_cm2_(area_cm2), box_(box) {}

  std::vector<Point> ring_;  // first == last
  int64_t area_cm2_;
  Box box_;
};

// "10366.05" of 103660500.
std::string SquareMetres(int64_t area_cm2);

// Fills the four bounding-box fields of a resource.
template <class Resource>
void SetBox(const Box& box, Resource& resource) {
  resource.set_north_min_mm(box.north_min_mm);
  resource.set_north_max_mm(box.north_max_mm);
  resource.set_east_min_mm(box.east_min_mm);
  resource.set_east_max_mm(box.east_max_mm);
}

}  // namespace liandong::registry

#endif  // SERVICES_REGISTRY_LAND_POLYGON_H_
