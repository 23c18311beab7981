// What an MP4 file says of itself (ISO/IEC 14496-12), to see whether an encoder wrote all of it.
#pragma once

#include <cstddef>
#include <filesystem>

namespace exomet {

// The pictures of the first track, if the file is whole: its boxes fill it to the last byte, among them the
// index (moov) and at least as many bytes of media (mdat) as the index counts. 0 otherwise.
std::size_t pictures_in(const std::filesystem::path& mp4);

}  // namespace exomet
