// Certificates of resettlement homes: the investor applies, the land registry issues.
#ifndef SERVICES_REGISTRY_TITLES_TITLE_SERVICE_H_
#define SERVICES_REGISTRY_TITLES_TITLE_SERVICE_H_

#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "liandong/registry/v1/allotment.pb.h"
#include "liandong/registry/v1/certificate.pb.h"
#include "liandong/registry/v1/title.pb.h"
#include "shared/calendar/calendar.h"
#include "shared/context/request_context.h"
#include "shared/rules/rule_set.h"
#include "shared/storage/store.h"

namespace liandong::registry {

// Thread-safe. Contracts: protos/liandong/registry/v1/title.proto.
class TitleService {
 public:
  TitleService(Storage& storage, const rules::RuleSet& rules, const Calendar& calendar)
      : storage_(storage),
        rules_(rules),
        calendar_(calendar),
        applications_(storage),
        allotments_(storage),
        units_(storage),
        certificates_(storage) {}

  absl::StatusOr<v1::TitleApplication> ApplyForTitle(const RequestContext& context,
                                                     const v1::ApplyForTitleRequest& request);
  absl::StatusOr<v1::TitleApplication> AcceptTitleApplication(
      const RequestContext& context, const v1::AcceptTitleApplicationRequest& request);
  absl::StatusOr<v1::TitleApplication> RejectTitleApplication(
      const RequestContext& context, const v1::RejectTitleApplicationRequest& request);
  absl::StatusOr<v1::TitleApplication> RegisterTitle(const RequestContext& context,
                                                     const v1::RegisterTitleRequest& request);
  absl::StatusOr<v1::TitleApplication> GetTitleApplication(
      const RequestContext& context, const v1::GetTitleApplicationRequest& request);
  absl::StatusOr<v1::ListTitleApplicationsResponse> ListTitleApplications(
      const RequestContext& context, const v1::ListTitleApplicationsRequest& request);

 private:
  // The home, its valid certificates and its allotment in this project, locked in this order.
  struct Home {
    v1::Unit unit;
    std::vector<v1::Certificate> valid;
    std::optional<v1::Allotment> allotment;
  };
  absl::StatusOr<Home> LockHome(Mutation& m, const std::string& project,
                                const std::string& unit_code);
  // Ends the developer's certificate, issues the household's and changes the page.
  absl::StatusOr<v1::Certificate> Transfer(Mutation& m, const v1::TitleApplication& application,
                                           Home& home);

  Storage& storage_;
  const rules::RuleSet& rules_;
  const Calendar& calendar_;
  Store<v1::TitleApplication> applications_;
  Store<v1::Allotment> allotments_;
  Store<v1::Unit> units_;
  Store<v1::Certificate> certificates_;
};

}  // namespace liandong::registry

#endif  // SERVICES_REGISTRY_TITLES_TITLE_SERVICE_H_
