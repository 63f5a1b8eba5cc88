set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/bin")

if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE Dev)
endif()
# Dev: quick to compile, assertions on; most of a test's time is the database's.
set(CMAKE_CXX_FLAGS_DEV "-O0 -g1")
# Fortifying needs optimisation.
set(CMAKE_CXX_FLAGS_RELEASE "-O2 -g1 -DNDEBUG -D_FORTIFY_SOURCE=2")

add_compile_options(-pthread -fPIE -fstack-protector-strong)
add_link_options(-pthread -pie -Wl,-z,relro,-z,now -Wl,--as-needed)

add_compile_definitions(LIANDONG_VERSION="${PROJECT_VERSION}")

find_program(CCACHE ccache)
if(CCACHE)
  # The sloppiness lets ccache serve objects built with a precompiled header.
  set(CMAKE_CXX_COMPILER_LAUNCHER
      ${CMAKE_COMMAND} -E env CCACHE_SLOPPINESS=pch_defines,time_macros
      ${CCACHE})
endif()
find_program(MOLD mold)
if(MOLD)
  add_link_options(-fuse-ld=mold)
endif()

# Ours are held to these; generated code is not.
set(LIANDONG_WARNINGS -Wall -Wextra -Wpedantic -Wnon-virtual-dtor -Woverloaded-virtual -Wimplicit-fallthrough -Werror)
