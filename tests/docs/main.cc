// state_machines_page CONTRACTS PAGE [--check]: writes docs/state-machines.md, or says whether it
// is what it would write.
#include <fstream>
#include <iostream>
#include <sstream>
#include <string_view>

#include "tests/docs/state_machines_page.h"

int main(int argc, char** argv) {
  const bool check = argc == 4 && std::string_view(argv[3]) == "--check";
  if (argc != 3 && !check) {
    std::cerr << "usage: state_machines_page CONTRACTS PAGE [--check]\n";
    return 2;
  }
  google::protobuf::FileDescriptorSet contracts;
  std::ifstream image(argv[1], std::ios::binary);
  if (!contracts.ParseFromIstream(&image) || contracts.file().empty()) {
    std::cerr << argv[1] << " describes no contracts\n";
    return 2;
  }
  liandong::docs::StateMachinesPage page(contracts);
  liandong::docs::AddMachines(page);
  const auto text = page.Text();
  if (!text.ok()) {
    std::cerr << text.status().message() << "\n";
    return 1;
  }
  if (!check) {
    std::ofstream file(argv[2], std::ios::binary);
    file << *text << std::flush;
    if (!file) std::cerr << "can not write " << argv[2] << "\n";
    return file ? 0 : 1;
  }
  std::ifstream file(argv[2], std::ios::binary);
  std::ostringstream written;
  written << file.rdbuf();
  if (written.str() == *text) return 0;
  std::cerr << "docs/state-machines.md is out of date: run ninja state-machines\n";
  return 1;
}
