// The one table of each resource: its current state, with the columns its contract names.
#ifndef SHARED_STORAGE_STORE_H_
#define SHARED_STORAGE_STORE_H_

#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "google/protobuf/message.h"
#include "shared/status/macros.h"
#include "shared/storage/mutation.h"
#include "shared/storage/schema.h"

namespace liandong {

inline constexpr Reason kPageTokenInvalid{"PAGE_TOKEN_INVALID", absl::StatusCode::kInvalidArgument,
                                          "the page token is not one of this caller and query",
                                          "分页标记与调用方或查询条件不符"};
inline constexpr Reason kNoHistoryThen{"NO_HISTORY_THEN", absl::StatusCode::kNotFound,
                                       "the resource did not exist at that time",
                                       "该资源在所询时点尚不存在"};

inline constexpr Reason kFieldImmutable{"FIELD_IMMUTABLE", absl::StatusCode::kInvalidArgument,
                                        "{field} stays as it was when the resource was made",
                                        "{field}在资源创建后不得更改"};
inline constexpr Reason kForeignTerritory{
    "FOREIGN_TERRITORY", absl::StatusCode::kPermissionDenied,
    "{territory} is not in the territory of the acting body", "{territory}不属于该单位的辖区"};

// Where a new resource stands in the scope of readers.
struct Placement {
  std::string territory;  // 431103, 431171, or "" for city-wide matters
  common::v1::Seal seal = common::v1::SEAL_ORDINARY;
};

inline constexpr int kPageSizeDefault = 50;
inline constexpr int kPageSizeMax = 1000;

// Table access by descriptor; see Store<Message> for the typed face.
class ResourceTable {
 public:
  ResourceTable(Storage& storage, const google::protobuf::Descriptor* message);

  absl::Status Insert(Mutation& m, google::protobuf::Message& resource, const Placement& placement);
  absl::Status Lock(Mutation& m, std::string_view name, google::protobuf::Message& resource);
  absl::Status Update(Mutation& m, google::protobuf::Message& resource);
  absl::Status Read(const RequestContext& context, std::string_view name,
                    google::protobuf::Message& resource);
  absl::Status ReadAsOf(const RequestContext& context, std::string_view name, absl::Time as_of,
                        google::protobuf::Message& resource);
  absl::Status List(const RequestContext& context, const google::protobuf::Message& request,
                    google::protobuf::Message& response);

 private:
  absl::Status Write(Mutation& m, google::protobuf::Message& resource, const Placement& placement,
                     int64_t version, bool insert);
  absl::Status Decode(db::Connection& connection, SubjectKeys::Session& session,
                      std::string_view name, const db::Row& row, size_t first,
                      google::protobuf::Message& resource) const;
  // A copy of `resource` to compare with later; null when none of its fields must stay.
  std::shared_ptr<const google::protobuf::Message> FixedOf(
      const google::protobuf::Message& resource) const;
  std::string SubjectOf(const google::protobuf::Message& resource) const;

  Storage& storage_;
  const ResourceSchema& schema_;
  std::string insert_sql_;
  std::string update_sql_;
};

// What every resource of type M offers. All calls in a mutation belong to its transaction.
template <class M>
class Store {
 public:
  explicit Store(Storage& storage) : table_(storage, M::descriptor()) {}

  // Adds a resource; fills etag and times. FOREIGN_TERRITORY outside the caller's reach,
  // RESOURCE_EXISTS when the name is taken; a duplicate of another unique key comes back as
  // db::IsDuplicateKey for the caller to name.
  absl::StatusOr<M> Insert(Mutation& m, M resource, const Placement& placement) {
    RETURN_IF_ERROR(table_.Insert(m, resource, placement));
    return resource;
  }
  // Reads a resource FOR UPDATE. RESOURCE_NOT_FOUND when absent, foreign or sealed to the caller;
  // ETAG_MISMATCH when the request carries another etag for it; FOUR_EYES by the access option.
  absl::StatusOr<M> Lock(Mutation& m, std::string_view name) {
    M resource;
    RETURN_IF_ERROR(table_.Lock(m, name, resource));
    return resource;
  }
  // Writes a resource that this mutation has locked or inserted. FIELD_IMMUTABLE when a field that
  // its contract calls so has changed.
  absl::StatusOr<M> Update(Mutation& m, M resource) {
    RETURN_IF_ERROR(table_.Update(m, resource));
    return resource;
  }
  absl::StatusOr<M> Read(const RequestContext& context, std::string_view name) {
    M resource;
    RETURN_IF_ERROR(table_.Read(context, name, resource));
    return resource;
  }
  // Answers a Get request: its `name` and, when it has and sets one, its `as_of`.
  template <class Request>
  absl::StatusOr<M> Get(const RequestContext& context, const Request& request) {
    M resource;
    if (request.has_as_of()) {
      RETURN_IF_ERROR(table_.ReadAsOf(context, request.name(),
                                       absl::FromUnixMicros(request.as_of().seconds() * 1'000'000 +
                                                            request.as_of().nanos() / 1000),
                                       resource));
    } else {
      RETURN_IF_ERROR(table_.Read(context, request.name(), resource));
    }
    return resource;
  }
  // Answers a List request: `parent`, `page_size`, `page_token`; every other set field of the
  // request filters on the column of its name. Response: the resources and `next_page_token`. Of a
  // resource whose subject has been erased only name and etag are left.
  template <class Response, class Request>
  absl::StatusOr<Response> List(const RequestContext& context, const Request& request) {
    Response response;
    RETURN_IF_ERROR(table_.List(context, request, response));
    return response;
  }

 private:
  ResourceTable table_;
};

}  // namespace liandong

#endif  // SHARED_STORAGE_STORE_H_
