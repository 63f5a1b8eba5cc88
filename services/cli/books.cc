#include "services/cli/books.h"

#include <memory>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "liandong/funds/v1/fund.pb.h"
#include "services/cli/contracts.h"
#include "services/cli/refusal_text.h"
#include "services/cli/story/field_path.h"
#include "shared/rpc/rpc_reasons.h"
#include "shared/status/macros.h"
#include "shared/status/refusal.h"

namespace liandong::cli {
namespace {

using google::protobuf::Message;

// Re-reading a long book takes its time.
constexpr CallOptions kVerifyCall{.timeout = absl::Minutes(10)};

enum class Extent {
  kService,
  kProject,  // one for each project: the request names it as its parent
};

struct Book {
  std::string_view service;  // "": every service keeps one
  std::string_view name;
  std::string_view method;
  Extent extent;
  // Places in the answer that say how much was verified.
  std::vector<std::string_view> counts;
  // Where the answer says whether the book holds, and what stands there when it does.
  std::string_view verdict;
  std::string_view holds;
  bool open_to_all_verifiers = false;
};

const std::vector<Book>& Books() {
  static const auto* books = new std::vector<Book>{
      {.service = "",
       .name = "changes",
       .method = "OperationsService.VerifyChanges",
       .extent = Extent::kService,
       .counts = {"changes_verified", "resources_verified"},
       .verdict = "differences.size()",
       .holds = "0",
       .open_to_all_verifiers = true},
      {.service = "funds",
       .name = "trial balance",
       .method = "LedgerService.GetTrialBalance",
       .extent = Extent::kProject,
       .counts = {"entries", "debits_fen", "credits_fen"},
       .verdict = "balanced",
       .holds = "true"},
      {.service = "funds",
       .name = "journal",
       .method = "LedgerService.VerifyJournal",
       .extent = Extent::kProject,
       .counts = {"entries"},
       .verdict = "ok",
       .holds = "true"},
      {.service = "registry",
       .name = "register",
       .method = "RegisterService.VerifyRegister",
       .extent = Extent::kService,
       .counts = {"units", "certificates", "numbered"},
       .verdict = "ok",
       .holds = "true"},
      {.service = "petitions",
       .name = "sealed changes",
       .method = "AccusationService.VerifyAccusations",
       .extent = Extent::kService,
       .counts = {"changes_verified", "resources_verified"},
       .verdict = "differences.size()",
       .holds = "0"},
  };
  return *books;
}

absl::StatusOr<std::string> TextAt(const Message& answer, std::string_view place) {
  ASSIGN_OR_RETURN(const FieldPath path, FieldPath::Parse(answer.GetDescriptor(), place));
  ASSIGN_OR_RETURN(const Found found, path.Read(answer));
  return absl::StrJoin(found.texts, " ");
}

struct Verdict {
  bool holds = false;
  std::string text;
};

absl::StatusOr<Verdict> Judge(const Book& book, const Message& answer) {
  std::vector<std::string> counts;
  for (std::string_view place : book.counts) {
    ASSIGN_OR_RETURN(const std::string count, TextAt(answer, place));
    counts.push_back(absl::StrCat(std::string(place), " ", count));
  }
  ASSIGN_OR_RETURN(const std::string found, TextAt(answer, book.verdict));
  Verdict verdict{.holds = found == book.holds};
  absl::StrAppend(&verdict.text, verdict.holds ? "holds (" : "DOES NOT HOLD (",
                  absl::StrReplaceAll(absl::StrJoin(counts, ", "), {{"_", " "}}), ")\n");
  if (!verdict.holds) verdict.text += ToJson(answer, /*indented=*/true);
  return verdict;
}

absl::StatusOr<Verdict> Verify(Client& client, const Principal& principal,
                               const std::string& service, const Book& book,
                               const std::string& project) {
  ASSIGN_OR_RETURN(const Endpoint endpoint,
                   FindUnary(absl::StrCat(service, ".", std::string(book.method))));
  const auto request = NewMessage(endpoint.method->input_type());
  if (!project.empty()) {
    request->GetReflection()->SetString(
        request.get(), request->GetDescriptor()->FindFieldByName("parent"), project);
  }
  const auto answer = NewMessage(endpoint.method->output_type());
  RETURN_IF_ERROR(client.Call(endpoint, principal, *request, *answer, kVerifyCall));
  return Judge(book, *answer);
}

// Every project that has a fund.
absl::StatusOr<std::vector<std::string>> Projects(Client& client, const Principal& principal) {
  ASSIGN_OR_RETURN(const Endpoint endpoint, FindUnary("funds.FundService.ListProjectFunds"));
  funds::v1::ListProjectFundsRequest request;
  request.set_parent("projects/-");
  std::vector<std::string> projects;
  do {
    funds::v1::ListProjectFundsResponse response;
    RETURN_IF_ERROR(client.Call(endpoint, principal, request, response));
    for (const auto& fund : response.funds()) {
      projects.push_back(fund.name().substr(0, fund.name().rfind('/')));  // "projects/P1/fund"
    }
    request.set_page_token(response.next_page_token());
  } while (!request.page_token().empty());
  return projects;
}

}  // namespace

bool VerifyBooks(Client& client, const Principal& principal, const std::string& service,
                 std::ostream& out) {
  bool all_hold = true;
  const auto tell = [&](const Book& book, const std::string& project,
                        const absl::StatusOr<Verdict>& verdict) {
    out << service << " " << book.name << (project.empty() ? "" : " " + project) << ": ";
    if (verdict.ok()) {
      out << verdict->text;
      all_hold = all_hold && verdict->holds;
    } else if (!book.open_to_all_verifiers &&
               ReasonOf(verdict.status()) == rpc::kAgencyNotAllowed.name) {
      out << "not open to " << principal.text() << "\n";
    } else {
      out << "not verified: " << Describe(verdict.status());
      all_hold = false;
    }
  };
  for (const Book& book : Books()) {
    if (!book.service.empty() && book.service != service) continue;
    if (book.extent == Extent::kService) {
      tell(book, "", Verify(client, principal, service, book, ""));
      continue;
    }
    const auto projects = Projects(client, principal);
    if (!projects.ok()) {
      tell(book, "", projects.status());
      continue;
    }
    if (projects->empty()) out << service << " " << book.name << ": no project\n";
    for (const std::string& project : *projects) {
      tell(book, project, Verify(client, principal, service, book, project));
    }
  }
  return all_hold;
}

}  // namespace liandong::cli
