#include "sim/run/image/byte_stream.hpp"

#include <algorithm>
#include <cstring>

#include "sim/run/image/image_error.hpp"

namespace exomet {

namespace {

[[noreturn]] void fail_short() {
  throw ImageError("it isn't whole: it holds fewer bytes than its header says; copy or save it again");
}

int value_of(char c) {
  if (c >= 'A' && c <= 'Z') return c - 'A';
  if (c >= 'a' && c <= 'z') return c - 'a' + 26;
  if (c >= '0' && c <= '9') return c - '0' + 52;
  return c == '+' ? 62 : c == '/' ? 63 : -1;
}

bool is_white(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r'; }

}  // namespace

void ByteStream::read(char* bytes, std::size_t count) {
  if (!base64_) {
    if (text_.size() < count) fail_short();
    std::memcpy(bytes, text_.data(), count);
    text_.remove_prefix(count);
    return;
  }
  for (std::size_t i = 0; i < count; ++i) {
    if (decoded_at_ == decoded_count_) decode_group();
    bytes[i] = static_cast<char>(decoded_[decoded_at_++]);
  }
}

void ByteStream::decode_group() {
  char group[4];
  for (char& c : group) {
    while (!text_.empty() && is_white(text_.front())) text_.remove_prefix(1);
    if (text_.empty()) fail_short();
    c = text_.front();
    text_.remove_prefix(1);
  }
  const int padding = group[3] != '=' ? 0 : group[2] != '=' ? 1 : 2;
  unsigned bits = 0;
  for (int i = 0; i < 4; ++i) {
    const int value = i >= 4 - padding ? 0 : value_of(group[i]);
    if (value < 0) throw ImageError("it is damaged: its arrays aren't base64; copy or save it again");
    bits = bits << 6 | static_cast<unsigned>(value);
  }
  for (int i = 0; i < 3; ++i) decoded_[i] = static_cast<unsigned char>(bits >> (16 - 8 * i));
  decoded_count_ = 3 - padding;
  decoded_at_ = 0;
}

std::size_t ByteStream::at_most() const {
  if (!base64_) return text_.size();
  return static_cast<std::size_t>(decoded_count_ - decoded_at_) + text_.size() / 4 * 3;
}

void ByteStream::expect_end() {
  if (decoded_at_ != decoded_count_ || !std::all_of(text_.begin(), text_.end(), is_white))
    throw ImageError("it holds more bytes than its header says; save it again");
}

}  // namespace exomet
