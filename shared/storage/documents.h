// Documents whose type is known only by the name that stands beside them.
#ifndef SHARED_STORAGE_DOCUMENTS_H_
#define SHARED_STORAGE_DOCUMENTS_H_

#include <memory>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "google/protobuf/message.h"
#include "shared/db/connection.h"
#include "shared/storage/chain.h"
#include "shared/storage/storage.h"

namespace liandong {

// An empty resource of the type with this full name; null when this program knows no such
// resource.
std::unique_ptr<google::protobuf::Message> NewResource(std::string_view type);

// Decodes the document of a change into `resource`, which NewResource made for its type; no etag.
// SUBJECT_ERASED; DATA_LOSS when it does not open or parse.
absl::Status DecodeChange(Storage& storage, db::Connection& connection,
                          SubjectKeys::Session& session, const ChangeRecord& change,
                          google::protobuf::Message& resource);

}  // namespace liandong

#endif  // SHARED_STORAGE_DOCUMENTS_H_
