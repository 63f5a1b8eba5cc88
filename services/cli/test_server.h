// A server of any method for tests, without TLS.
#ifndef SERVICES_CLI_TEST_SERVER_H_
#define SERVICES_CLI_TEST_SERVER_H_

#include <deque>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "grpcpp/generic/async_generic_service.h"
#include "grpcpp/grpcpp.h"

namespace liandong::cli {

// What a server was sent, and what it answers: messages, then a status.
struct Exchange {
  std::string path;
  std::multimap<std::string, std::string> metadata;
  std::string request;
};
struct Answer {
  std::vector<std::string> messages;
  grpc::Status status;
};

inline std::shared_ptr<grpc::Channel> ChannelTo(int port) {
  return grpc::CreateChannel(absl::StrCat("127.0.0.1:", port), grpc::InsecureChannelCredentials());
}

// Serves every method with the answers it was given, in order.
class FakeServer : public grpc::CallbackGenericService {
 public:
  // Listens on 127.0.0.1; port 0: any.
  explicit FakeServer(int port = 0, std::deque<Answer> first_answers = {})
      : answers(std::move(first_answers)) {
    grpc::ServerBuilder builder;
    builder.RegisterCallbackGenericService(this);
    builder.AddListeningPort(absl::StrCat("127.0.0.1:", port), grpc::InsecureServerCredentials(),
                             &port_);
    server_ = builder.BuildAndStart();
  }
  ~FakeServer() override { server_->Shutdown(); }

  int port() const { return port_; }

  std::deque<Answer> answers;
  std::vector<Exchange> exchanges;

 private:
  class Reactor : public grpc::ServerGenericBidiReactor {
   public:
    Reactor(FakeServer& server, Exchange exchange)
        : server_(server), exchange_(std::move(exchange)) {
      StartRead(&request_);
    }
    void OnReadDone(bool ok) override {
      grpc::Slice slice;
      if (ok && request_.DumpToSingleSlice(&slice).ok()) {
        exchange_.request.assign(reinterpret_cast<const char*>(slice.begin()), slice.size());
      }
      server_.exchanges.push_back(exchange_);
      answer_ = server_.answers.front();
      server_.answers.pop_front();
      WriteNext();
    }
    void OnWriteDone(bool) override { WriteNext(); }
    void OnDone() override { delete this; }

   private:
    void WriteNext() {
      if (written_ == answer_.messages.size()) return Finish(answer_.status);
      const grpc::Slice slice(answer_.messages[written_++]);
      buffer_ = grpc::ByteBuffer(&slice, 1);
      StartWrite(&buffer_);
    }

    FakeServer& server_;
    Exchange exchange_;
    Answer answer_;
    size_t written_ = 0;
    grpc::ByteBuffer request_;
    grpc::ByteBuffer buffer_;
  };

  grpc::ServerGenericBidiReactor* CreateReactor(
      grpc::GenericCallbackServerContext* context) override {
    Exchange exchange;
    exchange.path = context->method();
    for (const auto& [key, value] : context->client_metadata()) {
      exchange.metadata.emplace(std::string(key.data(), key.size()),
                                std::string(value.data(), value.size()));
    }
    return new Reactor(*this, std::move(exchange));
  }

  int port_ = 0;
  std::unique_ptr<grpc::Server> server_;
};

}  // namespace liandong::cli

#endif  // SERVICES_CLI_TEST_SERVER_H_
