# liandong_component(NAME DEPS ...)
# One folder, one static library liandong_NAME of its *.cc, and, when it has *_test.cc, one test
# program NAME_test. A file needs no entry anywhere: it is built because it is in the folder.
function(liandong_component NAME)
  cmake_parse_arguments(ARG "" "" "DEPS;TEST_DEPS" ${ARGN})
  file(GLOB_RECURSE SOURCES CONFIGURE_DEPENDS "${CMAKE_CURRENT_SOURCE_DIR}/*.cc")
  set(TESTS ${SOURCES})
  list(FILTER TESTS INCLUDE REGEX "_test\\.cc$")
  list(FILTER SOURCES EXCLUDE REGEX "(_test|/main)\\.cc$")
  if(SOURCES)
    add_library(liandong_${NAME} STATIC ${SOURCES})
    set(VISIBILITY PUBLIC)
    liandong_compile(liandong_${NAME})
  else()
    add_library(liandong_${NAME} INTERFACE)
    set(VISIBILITY INTERFACE)
  endif()
  target_include_directories(liandong_${NAME} ${VISIBILITY} "${PROJECT_SOURCE_DIR}")
  target_link_libraries(liandong_${NAME} ${VISIBILITY} ${ARG_DEPS})
  if(TESTS)
    liandong_test(${NAME}_test SOURCES ${TESTS} DEPS liandong_${NAME} ${ARG_TEST_DEPS})
  endif()
endfunction()

# liandong_test(NAME SOURCES ... DEPS ...): a GoogleTest program, its cases known to ctest by name.
function(liandong_test NAME)
  cmake_parse_arguments(ARG "" "" "SOURCES;DEPS" ${ARGN})
  add_executable(${NAME} ${ARG_SOURCES})
  target_compile_options(${NAME} PRIVATE ${LIANDONG_WARNINGS})
  target_precompile_headers(${NAME} REUSE_FROM liandong_test_pch)
  target_link_libraries(${NAME} PRIVATE liandong_protos ${ARG_DEPS} GTest::gmock GTest::gtest
    GTest::gtest_main)
  include(GoogleTest)
  gtest_discover_tests(${NAME} DISCOVERY_MODE PRE_TEST PROPERTIES TIMEOUT 600 LABELS ${NAME})
endfunction()

# What an installation runs, without tests.
add_custom_target(programs)

# liandong_service(NAME DEPS ...): services/NAME as a component plus the program liandong-NAME.
function(liandong_service NAME)
  cmake_parse_arguments(ARG "" "" "DEPS;TEST_DEPS" ${ARGN})
  liandong_component(${NAME} DEPS ${ARG_DEPS} TEST_DEPS ${ARG_TEST_DEPS})
  add_executable(liandong-${NAME} main.cc)
  liandong_compile(liandong-${NAME})
  target_link_libraries(liandong-${NAME} PRIVATE liandong_${NAME})
  add_dependencies(programs liandong-${NAME})
endfunction()

function(liandong_compile TARGET)
  target_compile_options(${TARGET} PRIVATE ${LIANDONG_WARNINGS})
  target_precompile_headers(${TARGET} REUSE_FROM liandong_pch)
  target_link_libraries(${TARGET} PRIVATE liandong_protos)
endfunction()

# liandong_migrations(TARGET NAME): embeds migrations/*.sql of this folder as
# const std::vector<liandong::db::MigrationFile>& liandong::NAME_migrations().
function(liandong_migrations TARGET NAME)
  file(GLOB FILES CONFIGURE_DEPENDS "${CMAKE_CURRENT_SOURCE_DIR}/migrations/*.sql")
  set(OUTPUT "${CMAKE_CURRENT_BINARY_DIR}/${NAME}_migrations.cc")
  add_custom_command(
    OUTPUT "${OUTPUT}"
    COMMAND ${CMAKE_COMMAND} -DNAME=${NAME} -DOUTPUT=${OUTPUT} "-DFILES=${FILES}"
            -P "${PROJECT_SOURCE_DIR}/cmake/EmbedMigrations.cmake"
    DEPENDS ${FILES} "${PROJECT_SOURCE_DIR}/cmake/EmbedMigrations.cmake" VERBATIM)
  target_sources(${TARGET} PRIVATE "${OUTPUT}")
endfunction()
