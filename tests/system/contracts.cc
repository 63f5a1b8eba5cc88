#include "tests/system/contracts.h"

#include <cstdio>
#include <cstdlib>
#include <fstream>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "google/protobuf/descriptor.pb.h"
#include "shared/auth/spiffe.h"

namespace liandong::testing {

using google::protobuf::ServiceDescriptor;

const Contracts& Contracts::Image() {
  static const auto* contracts = new Contracts();
  return *contracts;
}

Contracts::Contracts() {
  std::ifstream file(LIANDONG_DESCRIPTOR_IMAGE, std::ios::binary);
  google::protobuf::FileDescriptorSet set;
  if (!set.ParseFromIstream(&file) || set.file_size() == 0) {
    std::fprintf(stderr, "can not read %s\n", LIANDONG_DESCRIPTOR_IMAGE);
    std::abort();
  }
  for (const auto& proto : set.file()) {  // imports come before what imports them
    const auto* built = pool_.BuildFile(proto);
    if (built == nullptr) std::abort();
    files_.push_back(built);
  }
}

std::vector<const ServiceDescriptor*> Contracts::ServedBy(common::v1::Service service) const {
  const std::string package = absl::StrCat("liandong.", auth::ServiceName(service), ".v1");
  std::vector<const ServiceDescriptor*> services;
  for (const auto* file : files_) {
    if (file->package() != package && file->package() != "liandong.common.v1") continue;
    for (int i = 0; i < file->service_count(); ++i) services.push_back(file->service(i));
  }
  return services;
}

std::unique_ptr<google::protobuf::Message> Contracts::New(
    const google::protobuf::Descriptor* type) const {
  return std::unique_ptr<google::protobuf::Message>(factory_.GetPrototype(type)->New());
}

std::vector<common::v1::Service> ServicesHere() {
  std::vector<common::v1::Service> services;
  for (absl::string_view name : absl::StrSplit(LIANDONG_SERVICES, ',', absl::SkipEmpty())) {
    services.push_back(*auth::ServiceNamed(std::string(name)));
  }
  return services;
}

}  // namespace liandong::testing
