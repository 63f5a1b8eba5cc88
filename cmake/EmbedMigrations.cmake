# Writes OUTPUT: the SQL of FILES as raw string literals, in the order of their names.
list(SORT FILES)
string(CONCAT BODY "#include <vector>\n\n#include \"shared/db/migrator.h\"\n\nnamespace liandong {\n\n"
         "const std::vector<db::MigrationFile>& ${NAME}_migrations() {\n"
         "  static const auto* files = new std::vector<db::MigrationFile>{\n")
foreach(FILE ${FILES})
  get_filename_component(STEM "${FILE}" NAME_WE)
  file(READ "${FILE}" SQL)
  string(APPEND BODY "      {\"${STEM}\", R\"liandong_sql(${SQL})liandong_sql\"},\n")
endforeach()
string(APPEND BODY "  };\n  return *files;\n}\n\n}  // namespace liandong\n")
file(WRITE "${OUTPUT}" "${BODY}")
