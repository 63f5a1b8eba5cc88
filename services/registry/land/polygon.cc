#include "services/registry/land/polygon.h"

#include <algorithm>
#include <cmath>
#include <memory>
#include <optional>
#include <string_view>

#include "absl/strings/str_format.h"
#include "geos_c.h"
#include "services/registry/registry_reasons.h"
#include "shared/ids/text.h"
#include "shared/status/macros.h"
#include "shared/status/refusal.h"

namespace liandong::registry {
namespace {

// Where the city lies in this system, with a margin.
constexpr Box kCity{.north_min_mm = 2'700'000'000,
                    .north_max_mm = 3'000'000'000,
                    .east_min_mm = 480'000'000,
                    .east_max_mm = 680'000'000};

bool Within(const Box& box, int64_t north_mm, int64_t east_mm) {
  return box.north_min_mm <= north_mm && north_mm <= box.north_max_mm &&
         box.east_min_mm <= east_mm && east_mm <= box.east_max_mm;
}

// "2924922.141" as millimetres.
std::optional<int64_t> ParseMetres(std::string_view text) {
  const size_t dot = text.find('.');
  const std::string_view whole = text.substr(0, dot);
  const std::string_view part = dot == text.npos ? "" : text.substr(dot + 1);
  if (whole.empty() || whole.size() > 9 || !ids::AllDigits(whole)) return std::nullopt;
  if (dot != text.npos && (part.empty() || part.size() > 3 || !ids::AllDigits(part))) {
    return std::nullopt;
  }
  int64_t mm = 0;
  for (char c : whole) mm = mm * 10 + (c - '0');
  for (size_t i = 0; i < 3; ++i) mm = mm * 10 + (i < part.size() ? part[i] - '0' : 0);
  return mm;
}

// One GEOS context for one computation: contexts are not thread-safe, and making one is cheap
// beside what it computes.
class Geos {
 public:
  Geos() : handle_(GEOS_init_r()) {}
  ~Geos() { GEOS_finish_r(handle_); }
  Geos(const Geos&) = delete;
  Geos& operator=(const Geos&) = delete;

  struct Delete {
    GEOSContextHandle_t handle;
    void operator()(GEOSGeometry* geometry) const { GEOSGeom_destroy_r(handle, geometry); }
  };
  using Geometry = std::unique_ptr<GEOSGeometry, Delete>;

  Geometry Own(GEOSGeometry* geometry) const { return Geometry(geometry, Delete{handle_}); }

  Geometry Make(const std::vector<Point>& ring) const {
    GEOSCoordSequence* points =
        GEOSCoordSeq_create_r(handle_, static_cast<unsigned>(ring.size()), 2);
    if (points == nullptr) return Own(nullptr);
    for (size_t i = 0; i < ring.size(); ++i) {
      GEOSCoordSeq_setXY_r(handle_, points, static_cast<unsigned>(i),
                           static_cast<double>(ring[i].east_mm) / 1000,
                           static_cast<double>(ring[i].north_mm) / 1000);
    }
    GEOSGeometry* line = GEOSGeom_createLinearRing_r(handle_, points);
    if (line == nullptr) return Own(nullptr);
    return Own(GEOSGeom_createPolygon_r(handle_, line, nullptr, 0));
  }

  GEOSContextHandle_t handle() const { return handle_; }

 private:
  GEOSContextHandle_t handle_;
};

// To 0.01 m², in cm².
int64_t RoundCm2(double square_metres) { return std::llround(square_metres * 100) * 100; }

absl::Status CheckValid(const std::vector<Point>& ring) {
  const Geos geos;
  const Geos::Geometry polygon = geos.Make(ring);
  if (polygon == nullptr) return Refuse(kRingInvalid, {{"defect", "no polygon"}});
  if (GEOSisValid_r(geos.handle(), polygon.get()) == 1) return absl::OkStatus();
  char* reason = GEOSisValidReason_r(geos.handle(), polygon.get());
  const std::string defect = reason == nullptr ? "invalid" : reason;
  if (reason != nullptr) GEOSFree_r(geos.handle(), reason);
  return Refuse(kRingInvalid, {{"defect", defect}});
}

// Exact: coordinates are whole millimetres, so that equal rings have equal areas everywhere.
int64_t ShoelaceCm2(const std::vector<Point>& ring) {
  __extension__ using Wide = __int128;
  Wide twice_mm2 = 0;
  for (size_t i = 0; i + 1 < ring.size(); ++i) {
    const Wide east = ring[i].east_mm - ring[0].east_mm;
    const Wide north = ring[i].north_mm - ring[0].north_mm;
    const Wide next_east = ring[i + 1].east_mm - ring[0].east_mm;
    const Wide next_north = ring[i + 1].north_mm - ring[0].north_mm;
    twice_mm2 += east * next_north - next_east * north;
  }
  if (twice_mm2 < 0) twice_mm2 = -twice_mm2;
  return static_cast<int64_t>((twice_mm2 + 10'000) / 20'000) * 100;
}

using Operation = GEOSGeometry* (*)(GEOSContextHandle_t, const GEOSGeometry*, const GEOSGeometry*);

absl::StatusOr<int64_t> AreaOf(Operation operation, const std::vector<Point>& first,
                               const std::vector<Point>& second) {
  const Geos geos;
  const Geos::Geometry a = geos.Make(first);
  const Geos::Geometry b = geos.Make(second);
  if (a == nullptr || b == nullptr) return absl::InternalError("a valid ring makes no polygon");
  const Geos::Geometry result = geos.Own(operation(geos.handle(), a.get(), b.get()));
  double area = 0;
  if (result == nullptr || GEOSArea_r(geos.handle(), result.get(), &area) != 1) {
    return absl::InternalError("a polygon operation failed");
  }
  return RoundCm2(area);
}

}  // namespace

absl::StatusOr<Polygon> Polygon::FromVertices(
    const google::protobuf::RepeatedPtrField<v1::Vertex>& vertices) {
  std::vector<Point> ring;
  FieldErrors errors;
  for (int i = 0; i < vertices.size(); ++i) {
    const std::string field = absl::StrFormat("vertices[%d]", i);
    const auto north = ParseMetres(vertices[i].north());
    const auto east = ParseMetres(vertices[i].east());
    if (!north || !east) {
      errors.Add(field, kVertexFormat);
    } else {
      ring.push_back({*north, *east});
    }
  }
  RETURN_IF_ERROR(errors.status());
  for (size_t i = 0; i < ring.size(); ++i) {
    if (Within(kCity, ring[i].north_mm, ring[i].east_mm)) continue;
    const bool swapped = Within(kCity, ring[i].east_mm, ring[i].north_mm);
    return Refuse(swapped ? kCoordinatesSwapped : kCoordinatesOutOfZone,
                  {{"point", std::to_string(i + 1)}});
  }
  if (ring.size() < 3) return Refuse(kRingTooShort);
  if (!(ring.front() == ring.back())) return Refuse(kRingOpen);
  if (ring.size() < 4) return Refuse(kRingTooShort);
  RETURN_IF_ERROR(CheckValid(ring));
  Box box{ring[0].north_mm, ring[0].north_mm, ring[0].east_mm, ring[0].east_mm};
  for (const Point& point : ring) {
    box.north_min_mm = std::min(box.north_min_mm, point.north_mm);
    box.north_max_mm = std::max(box.north_max_mm, point.north_mm);
    box.east_min_mm = std::min(box.east_min_mm, point.east_mm);
    box.east_max_mm = std::max(box.east_max_mm, point.east_mm);
  }
  const int64_t area_cm2 = ShoelaceCm2(ring);
  return Polygon(std::move(ring), area_cm2, box);
}

absl::StatusOr<int64_t> Polygon::OverlapCm2(const Polygon& other) const {
  return AreaOf(GEOSIntersection_r, ring_, other.ring_);
}

absl::StatusOr<int64_t> Polygon::OutsideCm2(const Polygon& other) const {
  return AreaOf(GEOSDifference_r, other.ring_, ring_);
}

std::string SquareMetres(int64_t area_cm2) {
  return absl::StrFormat("%d.%02d", area_cm2 / 10'000, area_cm2 % 10'000 / 100);
}

}  // namespace liandong::registry
