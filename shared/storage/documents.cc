#include "shared/storage/documents.h"

#include "absl/strings/str_cat.h"
#include "shared/storage/schema.h"

namespace liandong {

using google::protobuf::Descriptor;
using google::protobuf::DescriptorPool;
using google::protobuf::Message;
using google::protobuf::MessageFactory;

std::unique_ptr<Message> NewResource(std::string_view type) {
  const Descriptor* descriptor =
      DescriptorPool::generated_pool()->FindMessageTypeByName(std::string(type));
  if (descriptor == nullptr || !descriptor->options().HasExtension(common::v1::resource)) {
    return nullptr;
  }
  return std::unique_ptr<Message>(
      MessageFactory::generated_factory()->GetPrototype(descriptor)->New());
}

absl::Status DecodeChange(Storage& storage, db::Connection& connection,
                          SubjectKeys::Session& session, const ChangeRecord& change,
                          Message& resource) {
  return DecodeDocument(storage, connection, session, change.doc,
                        ResourceSchema::Of(resource.GetDescriptor()).personal, change.subject,
                        absl::StrCat("changes|", change.resource, "@", change.version), resource);
}

}  // namespace liandong
