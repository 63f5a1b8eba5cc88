// Announcing certificates that were never handed in void (公告作废).
#ifndef SERVICES_REGISTRY_DEREGISTRATION_VOID_NOTICE_SERVICE_H_
#define SERVICES_REGISTRY_DEREGISTRATION_VOID_NOTICE_SERVICE_H_

#include "absl/status/statusor.h"
#include "liandong/registry/v1/certificate.pb.h"
#include "liandong/registry/v1/void_notice.pb.h"
#include "shared/context/request_context.h"
#include "shared/storage/store.h"

namespace liandong::registry {

// Thread-safe. Contracts: protos/liandong/registry/v1/void_notice.proto.
class VoidNoticeService {
 public:
  explicit VoidNoticeService(Storage& storage)
      : storage_(storage), notices_(storage), certificates_(storage) {}

  absl::StatusOr<v1::VoidNotice> PublishVoidNotice(const RequestContext& context,
                                                   const v1::PublishVoidNoticeRequest& request);
  absl::StatusOr<v1::VoidNotice> GetVoidNotice(const RequestContext& context,
                                               const v1::GetVoidNoticeRequest& request);

 private:
  Storage& storage_;
  Store<v1::VoidNotice> notices_;
  Store<v1::Certificate> certificates_;
};

}  // namespace liandong::registry

#endif  // SERVICES_REGISTRY_DEREGISTRATION_VOID_NOTICE_SERVICE_H_
