// A program of ours or the database server as a real process: started, killed, started again.
#ifndef TESTS_SUPPORT_CHILD_PROCESS_H_
#define TESTS_SUPPORT_CHILD_PROCESS_H_

#include <sys/types.h>

#include <string>
#include <vector>

#include "absl/status/status.h"

namespace liandong::testing {

// Ends its process when it is destroyed. Not thread-safe.
class ChildProcess {
 public:
  // `log`: file that takes standard output and error.
  ChildProcess(std::vector<std::string> arguments, std::string log)
      : arguments_(std::move(arguments)), log_(std::move(log)) {}
  ~ChildProcess();
  ChildProcess(const ChildProcess&) = delete;
  ChildProcess& operator=(const ChildProcess&) = delete;

  // Starts the program; it must not be running. It is killed with the thread that starts it.
  absl::Status Start();
  // Starts the program and waits for its end: OK when it exits with 0.
  absl::Status Run();
  // SIGKILL, then waits until the kernel has cleaned up.
  void Kill();
  // SIGTERM, then waits; the exit code.
  int Terminate();
  // False also when it has ended by itself. Does not wait.
  bool running();
  // Of the last run that ended; -1: none, or ended by a signal.
  int exit_code() const { return exit_code_; }
  // Everything it has said so far.
  std::string output() const;

 private:
  void Collect(int wait_status);

  std::vector<std::string> arguments_;
  const std::string log_;
  pid_t pid_ = -1;
  int exit_code_ = -1;
};

}  // namespace liandong::testing

#endif  // TESTS_SUPPORT_CHILD_PROCESS_H_
