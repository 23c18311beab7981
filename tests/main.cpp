// Catch2's main, compiled once for all test programs: it takes longer than most of them.
#define CATCH_CONFIG_MAIN
#include <catch2/catch.hpp>
