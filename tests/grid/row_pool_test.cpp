#include "sim/grid/diffusion/row_pool.hpp"

#include <catch2/catch.hpp>

using namespace exomet;

TEST_CASE("rows that are equal to the last or to that of the plane before are kept once") {
  RowPool pool(2, 3);
  const double a[] = {1, 2}, b[] = {3, 4}, c[] = {1, 2};
  pool.add(a), pool.add(c), pool.add(b);
  pool.add(a), pool.repeat(), pool.add(b);
  REQUIRE(pool.rows() == 6);
  CHECK(pool[0] == pool[1]);
  CHECK(pool[3] == pool[0]);
  CHECK(pool[4] == pool[3]);
  CHECK(pool[5] == pool[2]);
  CHECK(pool[2][1] == 4);
  CHECK(pool[0] != pool[2]);
}
