// What a verification finds.
#ifndef SHARED_STORAGE_DIFFERENCE_H_
#define SHARED_STORAGE_DIFFERENCE_H_

#include <cstdint>
#include <string>

namespace liandong {

struct Difference {
  enum class Kind {
    // The chain itself.
    kPlaceMissing,        // no entry in place seq, although later ones exist
    kChangeMissing,       // the entry's change is gone
    kChangeAltered,       // the change is not the one that was hashed; the chain goes on from it
    kHashAltered,         // the change is the one the next entry goes on from; its hash is not
    kEntryAltered,        // change, hash or order: this entry and its neighbours disagree
    kChangeWithoutPlace,  // committed for longer than allowed and not in the chain
    // The chain against a position somebody kept.
    kOtherChain,     // the checkpoint is of another service or table set
    kTailCut,        // the chain is shorter than it was
    kTailRewritten,  // another hash in place seq: rewritten, or another database
    // Resources against their newest change.
    kResourceWithoutChange,
    kResourceVersion,     // the row's version is not the newest change's
    kResourceDocument,    // the row's document is not the newest change's
    kResourceColumn,      // a column of the row is not what the document says; see detail
    kResourceUnreadable,  // a document does not open or parse
    kResourceMissing,     // there are changes, but no row
    kTypeUnknown,         // changes of a type that was not asked to be verified
  };

  Kind kind;
  int64_t seq = 0;        // 0: none
  int64_t change_id = 0;  // 0: none
  std::string resource;
  int64_t version = 0;
  std::string detail;

  // One line for operators: "CHANGE_ALTERED seq 17, change 21, projects/P1/budgets/v1@3".
  std::string Text() const;
};

}  // namespace liandong

#endif  // SHARED_STORAGE_DIFFERENCE_H_
