// A scenario: what happens in a project, step by step, each step one call by its own principal.
//
// The folder samples/story holds story.yaml and the files that it names; all are YAML.
//
//   # story.yaml
//   scenario: p1                     # part of every request id: never change it
//   title: One project, start to end
//   services: [funds, registry]      # only these take part; all six when left out
//   files: [funds.yaml, registry.yaml]
//   steps: [...]                     # optional, as in the files
//   final:                           # calls that must hold whenever the story has been played;
//     - {as: audit, call: funds.OperationsService.VerifyChanges, what: the chain holds,
//        check: {differences.size(): 0}}
//
//   # funds.yaml: steps and final as above, or nothing but a list of steps
//   steps:
//     - row: "25"                    # digits, then perhaps a letter
//       at: 2026-02-28 09:00         # Asia/Shanghai
//       clause: 3.11.b
//       as: cig/cig-1                # organisation/officer; a machine has no officer: bank
//       call: funds.FundService.ConfirmDeposit
//       what: Deposit of 6,500,000.00 yuan confirmed
//       request: {name: "projects/P1/fund", amount_fen: 650_000_000, receipt: "${receipt}"}
//       file: {slip: story/slip.txt} # field of the request: file below samples
//       expect: OK                   # or REFUSED REASON
//       check: {state: STATE_OPEN, "lines[purpose=PURPOSE_WORK].approved_fen": 100}
//       save: {etag: etag}           # variable: field of the answer
//       repeat: 3                    # sent so often with one request id: one effect, one answer
//       with: [{house: H01}, {house: H02}]   # played once for each, ${house} filled in
//     - ...
//       expect: REFUSED GATES_CLOSED
//       gates: [FUNDS_SHORTFALL, PLAN_PACK_INCOMPLETE]   # exactly these are listed
//       fields: ["lines[0].purpose"]                     # exactly these are listed
//       metadata: {short_fen: 91_000_000}                # at least these
//
// All steps are played in the order of `at`, then `row`, then file and place in it. Requests:
// yaml_message.h. Paths of check and save: field_path.h; `null` checks that nothing is set, a
// sequence a whole list. ${name} stands for what an earlier step saved, a text or a whole message.
// A request's request_id is made from scenario, row and place, so that a replay is the same
// request; one that is written out is kept.
#ifndef SERVICES_CLI_STORY_SCENARIO_H_
#define SERVICES_CLI_STORY_SCENARIO_H_

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "services/cli/contracts.h"
#include "services/cli/credentials.h"
#include "services/cli/story/expectation.h"
#include "services/cli/story/field_path.h"
#include "services/cli/story/values.h"
#include "yaml-cpp/yaml.h"

namespace liandong::cli {

struct Step {
  std::string id;  // row and place among the steps of the row: "25/2"; "final/1"
  std::string row;
  absl::Time at;  // of a final check: unset
  std::string clause;
  std::string what;
  Principal principal;
  Endpoint endpoint;
  // Null when it is empty. Shared, not copied: assigning to a YAML::Node changes all that share it.
  std::shared_ptr<const YAML::Node> request;
  std::map<std::string, std::string> files;  // field to path
  Expectation expected;
  std::map<std::string, FieldPath> saves;
  int repeat = 1;
  Variables locals;    // of its item of `with`
  std::string source;  // "funds.yaml line 12"
};

struct Scenario {
  std::string id;
  std::string title;
  std::vector<std::string> services;  // in the order of kServices
  std::vector<Step> steps;            // in the order of playing
  std::vector<Step> final;
};

// Reads and checks everything that can be checked without calling anybody: methods, fields, values,
// paths, files, variables. INVALID_ARGUMENT with every problem, one a line.
absl::StatusOr<Scenario> LoadScenario(const std::string& samples);

// The request id of a step: the same for the same scenario and step.
std::string StepRequestId(std::string_view scenario_id, std::string_view step_id);

// "25" before "25b" before "100".
bool RowBefore(std::string_view a, std::string_view b);

}  // namespace liandong::cli

#endif  // SERVICES_CLI_STORY_SCENARIO_H_
