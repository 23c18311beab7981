// What a source of 1 a minute in one node of a simple cubic lattice makes, in the steady state, of the
// density in a node (i, j, k) steps away, where 1 times the difference of densities flows between neighbours:
// the Green's function of the discrete Laplacian, the integral from 0 to infinity of e^-6t I_i(2t) I_j(2t)
// I_k(2t) dt. Near the source by number (0.252731 in it: Watson 1939, half of his integral over three), else
// 1 / (4 pi r) with the next term of its expansion, within 1.1 %.
#pragma once

namespace exomet {

double lattice_green(int i, int j, int k);  // i, j, k >= 0

}  // namespace exomet
