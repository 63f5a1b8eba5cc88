#include "tests/support/child_process.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>
#include <sstream>

#include "absl/strings/str_cat.h"
#include "shared/status/macros.h"

namespace liandong::testing {

ChildProcess::~ChildProcess() {
  if (running()) Terminate();
}

absl::Status ChildProcess::Start() {
  if (running()) return absl::FailedPreconditionError("it runs already");
  std::vector<char*> argv;
  for (std::string& argument : arguments_) argv.push_back(argument.data());
  argv.push_back(nullptr);
  exit_code_ = -1;
  const pid_t child = fork();
  if (child < 0) return absl::InternalError("fork failed");
  if (child == 0) {
    // Nothing outlives a test, however it ends.
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    const int log = open(log_.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
    dup2(log, STDOUT_FILENO);
    dup2(log, STDERR_FILENO);
    execv(argv[0], argv.data());
    _exit(127);
  }
  pid_ = child;
  return absl::OkStatus();
}

absl::Status ChildProcess::Run() {
  RETURN_IF_ERROR(Start());
  int status = 0;
  waitpid(pid_, &status, 0);
  Collect(status);
  if (exit_code_ == 0) return absl::OkStatus();
  return absl::InternalError(absl::StrCat(arguments_[0], " failed and said:\n", output()));
}

bool ChildProcess::running() {
  int status = 0;
  if (pid_ > 0 && waitpid(pid_, &status, WNOHANG) == pid_) Collect(status);
  return pid_ > 0;
}

std::string ChildProcess::output() const {
  std::stringstream said;
  said << std::ifstream(log_).rdbuf();
  return said.str();
}

void ChildProcess::Collect(int wait_status) {
  pid_ = -1;
  exit_code_ = WIFEXITED(wait_status) ? WEXITSTATUS(wait_status) : -1;
}

void ChildProcess::Kill() {
  if (!running()) return;
  int status = 0;
  kill(pid_, SIGKILL);
  waitpid(pid_, &status, 0);
  Collect(status);
}

int ChildProcess::Terminate() {
  if (!running()) return -1;
  int status = 0;
  kill(pid_, SIGTERM);
  waitpid(pid_, &status, 0);
  Collect(status);
  return exit_code_;
}

}  // namespace liandong::testing
