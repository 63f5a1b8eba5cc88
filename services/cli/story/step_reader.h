// One step of a scenario file, read and checked.
#ifndef SERVICES_CLI_STORY_STEP_READER_H_
#define SERVICES_CLI_STORY_STEP_READER_H_

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "services/cli/story/scenario.h"
#include "yaml-cpp/yaml.h"

namespace liandong::cli {

enum class StepKind { kStep, kFinal };

// Adds the step at `node`, once for each item of its `with`, to `steps`, without ids. What is wrong
// goes to `problems`, each with where it is. `samples` is where its files are.
void ReadStep(const YAML::Node& node, StepKind kind, const std::string& file,
              const std::string& samples, std::vector<Step>& steps,
              std::vector<std::string>& problems);

// Whether `node` is a mapping with no key but `known`, each once. What is not is a problem.
bool CheckKeys(const YAML::Node& node, const std::set<std::string>& known, std::string_view where,
               std::vector<std::string>& problems);

// The text at `key` of a mapping; empty when it is absent, and a problem unless it is single.
std::string TextAt(const YAML::Node& mapping, const char* key, std::string_view where,
                   std::vector<std::string>& problems);

// The texts at `key`, none when it is absent; a problem unless it is a sequence of single values.
std::vector<std::string> TextsAt(const YAML::Node& mapping, const char* key, std::string_view where,
                                 std::vector<std::string>& problems);

// Where `node` stands: "funds.yaml line 12".
std::string Place(const std::string& file, const YAML::Node& node);

// Names of all variables that a step uses.
std::set<std::string> VariablesOf(const Step& step);

}  // namespace liandong::cli

#endif  // SERVICES_CLI_STORY_STEP_READER_H_
