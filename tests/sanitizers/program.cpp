// What the thread sanitizer lets pass in exomet: VTK's own doings, which aren't ours to mend.

// VTK compresses what it writes on threads of its own, oneTBB's, and neither library is instrumented, so that
// all that orders these threads is unseen. (Our own loops don't run on oneTBB under this sanitizer, see
// instrumented/.)
extern "C" const char* __tsan_default_suppressions() { return "race:libtbb.so\nrace:libvtkCommonCore\n"; }
