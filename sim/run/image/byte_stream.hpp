// Bytes of a file that stand there as they are, or in base64 (RFC 4648).
#pragma once

#include <cstddef>
#include <string_view>

namespace exomet {

class ByteStream {
 public:
  ByteStream(std::string_view text, bool base64) : text_(text), base64_(base64) {}

  // The next bytes. ImageError if there are fewer, or if they aren't base64. (A group that is padded ends
  // what was encoded together; more may follow, as VTK has it of headers.)
  void read(char* bytes, std::size_t count);
  // Bytes that may still come, at most.
  std::size_t at_most() const;
  // ImageError if there are more.
  void expect_end();

 private:
  void decode_group();

  std::string_view text_;
  bool base64_;
  unsigned char decoded_[3] = {};  // of the last group
  int decoded_count_ = 0, decoded_at_ = 0;
};

}  // namespace exomet
