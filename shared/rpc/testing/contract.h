// Messages for tests whose field options are written in the test.
#ifndef SHARED_RPC_TESTING_CONTRACT_H_
#define SHARED_RPC_TESTING_CONTRACT_H_

#include <memory>
#include <string>

#include "google/protobuf/descriptor.pb.h"
#include "google/protobuf/dynamic_message.h"
#include "google/protobuf/text_format.h"
#include "google/type/date.pb.h"
#include "gtest/gtest.h"
#include "liandong/common/v1/options.pb.h"

namespace liandong::testing {

// One file of messages in package "test", made from the text form of a FileDescriptorProto. Lives
// as long as its messages.
class Contract {
 public:
  explicit Contract(const std::string& text)
      : pool_(google::protobuf::DescriptorPool::generated_pool()) {
    google::protobuf::FileDescriptorProto file;
    file.set_name("test.proto");
    file.set_package("test");
    file.set_syntax("proto3");
    file.add_dependency(google::type::Date::descriptor()->file()->name());
    file.add_dependency(common::v1::Field::descriptor()->file()->name());
    EXPECT_TRUE(google::protobuf::TextFormat::MergeFromString(text, &file));
    EXPECT_NE(pool_.BuildFile(file), nullptr);
    factory_.SetDelegateToGeneratedFactory(true);
  }

  // A message of this type ("Request") with this text form.
  std::unique_ptr<google::protobuf::Message> Parse(const std::string& type,
                                                   const std::string& text) {
    const auto* descriptor = pool_.FindMessageTypeByName("test." + type);
    EXPECT_NE(descriptor, nullptr) << type;
    std::unique_ptr<google::protobuf::Message> message(factory_.GetPrototype(descriptor)->New());
    EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, message.get())) << text;
    return message;
  }

 private:
  google::protobuf::DescriptorPool pool_;
  google::protobuf::DynamicMessageFactory factory_;
};

}  // namespace liandong::testing

#endif  // SHARED_RPC_TESTING_CONTRACT_H_
