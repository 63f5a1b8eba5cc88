#include "shared/storage/storage.h"

#include "absl/strings/str_cat.h"
#include "google/protobuf/io/coded_stream.h"
#include "google/protobuf/io/zero_copy_stream_impl_lite.h"
#include "shared/crypto/aead.h"
#include "shared/status/macros.h"
#include "shared/storage/migrations.h"

namespace liandong {

Storage::Storage(std::string service, db::Pool& pool, const crypto::KeyRing& keys,
                 const Clock& clock, std::string prefix, db::MonotonicClock monotonic)
    : service_(std::move(service)),
      prefix_(std::move(prefix)),
      pool_(pool),
      keys_(keys),
      clock_(clock),
      subject_keys_(service_, Table("subject_keys"), keys, std::move(monotonic)) {}

absl::StatusOr<std::string> EncodeDocument(Storage& storage, db::Connection& connection,
                                           SubjectKeys::Session& session,
                                           const google::protobuf::Message& message, bool personal,
                                           std::string_view subject, std::string_view place) {
  const std::string plain = DeterministicBytes(message);
  if (!personal) return plain;
  ASSIGN_OR_RETURN(crypto::Secret key,
                   storage.subject_keys().ForWriting(connection, session, subject));
  return crypto::Seal("subject", key, absl::StrCat(storage.service(), "|", std::string(place)),
                      plain, crypto::SecureRandom());
}

absl::Status DecodeDocument(Storage& storage, db::Connection& connection,
                            SubjectKeys::Session& session, std::string_view stored, bool personal,
                            std::string_view subject, std::string_view place,
                            google::protobuf::Message& message) {
  std::string plain(stored);
  if (personal) {
    ASSIGN_OR_RETURN(crypto::Secret key,
                     storage.subject_keys().ForReading(connection, session, subject));
    ASSIGN_OR_RETURN(plain, crypto::Open("subject", key,
                                         absl::StrCat(storage.service(), "|", std::string(place)),
                                         stored));
  }
  if (!message.ParseFromString(plain)) {
    return absl::DataLossError("a stored document does not parse");
  }
  return absl::OkStatus();
}

std::vector<db::MigrationFile> TableSetMigrations() {
  std::vector<db::MigrationFile> files = shared_migrations();
  std::erase_if(files, [](const db::MigrationFile& file) {
    return file.sql.find("{prefix}") == std::string_view::npos;
  });
  return files;
}

std::string DeterministicBytes(const google::protobuf::Message& message) {
  std::string bytes;
  {
    google::protobuf::io::StringOutputStream stream(&bytes);
    google::protobuf::io::CodedOutputStream coded(&stream);
    coded.SetSerializationDeterministic(true);
    message.SerializeToCodedStream(&coded);
  }
  return bytes;
}

}  // namespace liandong
