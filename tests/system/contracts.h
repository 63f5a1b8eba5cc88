// The contracts as the descriptor image states them: what every caller has, independent of the
// code that serves them.
#ifndef TESTS_SYSTEM_CONTRACTS_H_
#define TESTS_SYSTEM_CONTRACTS_H_

#include <memory>
#include <string>
#include <vector>

#include "google/protobuf/descriptor.h"
#include "google/protobuf/dynamic_message.h"
#include "google/protobuf/message.h"
#include "liandong/common/v1/options.pb.h"

namespace liandong::testing {

// Aborts the test program when the image can not be read. Immutable.
class Contracts {
 public:
  static const Contracts& Image();

  // The proto services of a service: those of its package, and the one that all serve.
  std::vector<const google::protobuf::ServiceDescriptor*> ServedBy(
      common::v1::Service service) const;
  // A message of this type, empty.
  std::unique_ptr<google::protobuf::Message> New(const google::protobuf::Descriptor* type) const;

 private:
  Contracts();

  google::protobuf::DescriptorPool pool_;
  mutable google::protobuf::DynamicMessageFactory factory_;  // thread-safe
  std::vector<const google::protobuf::FileDescriptor*> files_;
};

// Those that are built in this tree.
std::vector<common::v1::Service> ServicesHere();

}  // namespace liandong::testing

#endif  // TESTS_SYSTEM_CONTRACTS_H_
