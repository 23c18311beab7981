#include "sim/run/checkpoint/hdf5_columns.hpp"

#include <hdf5.h>

#include <algorithm>

#include "sim/base/error.hpp"
#include "sim/base/free_space.hpp"

namespace exomet {

namespace {

constexpr unsigned quickest = 1;               // of zlib's levels: others hardly make numbers shorter
constexpr hsize_t values_per_chunk = 1 << 16;  // compressed one by one
constexpr std::size_t growth = 1 << 20;        // bytes by which a file in memory grows

[[noreturn]] void fail(const std::string& what) { throw RunError("HDF5 can't " + what); }

template <class T>
hid_t type_of();
template <>
hid_t type_of<double>() {
  return H5T_NATIVE_DOUBLE;
}
template <>
hid_t type_of<std::uint64_t>() {
  return H5T_NATIVE_UINT64;
}
template <>
hid_t type_of<int>() {
  return H5T_NATIVE_INT;
}
template <>
hid_t type_of<std::uint16_t>() {
  return H5T_NATIVE_UINT16;
}
template <>
hid_t type_of<std::uint8_t>() {
  return H5T_NATIVE_UINT8;
}

Hdf5Handle properties(hid_t kind) { return {H5Pcreate(kind), H5Pclose, "make properties"}; }

// A file in memory, from these bytes if there are any. HDF5 takes two of one name for the same.
Hdf5Handle open_memory(std::string_view image, const void* owner) {
  H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr);  // it would print its own trace of every error
  const Hdf5Handle access = properties(H5P_FILE_ACCESS);
  const std::string name = "memory of " + std::to_string(reinterpret_cast<std::uintptr_t>(owner));
  if (H5Pset_fapl_core(access, growth, false) < 0) fail("keep a file in memory");
  if (image.empty()) {
    return {H5Fcreate(name.c_str(), H5F_ACC_TRUNC, H5P_DEFAULT, access), H5Fclose, "make a file in memory"};
  }
  if (H5Pset_file_image(access, const_cast<char*>(image.data()), image.size()) < 0)
    fail("take the file into memory");
  return {H5Fopen(name.c_str(), H5F_ACC_RDONLY, access), H5Fclose, "open the file"};
}

// Texts of one length, the longest, ended by zeros: unlike texts of any length these can be compressed.
Hdf5Handle text_type(std::size_t size) {
  const hid_t type = H5Tcopy(H5T_C_S1);
  if (H5Tset_size(type, size) < 0 || H5Tset_strpad(type, H5T_STR_NULLPAD) < 0 ||
      H5Tset_cset(type, H5T_CSET_UTF8) < 0)
    fail("make a type of text");
  return {type, H5Tclose, "make a type of text"};
}

Hdf5Handle open_column(hid_t file, const std::string& path) {
  return {H5Dopen2(file, path.c_str(), H5P_DEFAULT), H5Dclose, "find '" + path + "'"};
}

// Whether a column lies in the file itself, as it is or shuffled and deflated in chunks of our size: the
// library would follow whatever else a file says.
bool is_plain(hid_t column) {
  const Hdf5Handle made(H5Dget_create_plist(column), H5Pclose, "read how a column lies");
  const H5D_layout_t layout = H5Pget_layout(made);
  if (H5Pget_external_count(made) != 0 ||
      (layout != H5D_COMPACT && layout != H5D_CONTIGUOUS && layout != H5D_CHUNKED))
    return false;
  hsize_t chunk = 0;
  if (layout == H5D_CHUNKED && (H5Pget_chunk(made, 1, &chunk) != 1 || chunk > values_per_chunk)) return false;
  for (int i = 0; i < H5Pget_nfilters(made); ++i) {
    std::size_t parameters = 0;
    unsigned flags = 0, configuration = 0;
    const H5Z_filter_t filter = H5Pget_filter2(made, static_cast<unsigned>(i), &flags, &parameters, nullptr,
                                               0, nullptr, &configuration);
    if (filter != H5Z_FILTER_SHUFFLE && filter != H5Z_FILTER_DEFLATE) return false;
  }
  return true;
}

// Values of `size` bytes, of which none are promised that can't be there, before memory is taken for them.
std::size_t length_of(hid_t column, std::size_t size, const std::string& path) {
  constexpr std::size_t deflated = 1032;     // bytes that one can stand for at most (zlib's manual)
  constexpr double worth_a_look = 16 << 20;  // bytes
  const Hdf5Handle space(H5Dget_space(column), H5Sclose, "read a length");
  const hssize_t length = H5Sget_simple_extent_npoints(space);
  if (length < 0 || !is_plain(column)) fail("read '" + path + "', which isn't as exomet writes it");
  const auto count = static_cast<std::size_t>(length);
  if (count / deflated > H5Dget_storage_size(column) / size)
    fail("read '" + path + "', which says that it is longer than it can be");
  const double bytes = static_cast<double>(count) * static_cast<double>(size);
  if (bytes > worth_a_look && bytes > free_memory()) fail("hold '" + path + "'; there is too little memory");
  return count;
}

}  // namespace

Hdf5Handle::Hdf5Handle(std::int64_t id, Close close, const std::string& what) : id_(id), close_(close) {
  if (id < 0) fail(what);
}

Hdf5Writer::Hdf5Writer() : file_(open_memory({}, this)) {}

void Hdf5Writer::write(const std::string& path, std::int64_t type, const void* values, std::size_t count,
                       std::size_t size) {
  const hsize_t length = count, chunk = std::min(length, values_per_chunk);
  const Hdf5Handle space(H5Screate_simple(1, &length, nullptr), H5Sclose, "make a column");
  const Hdf5Handle links = properties(H5P_LINK_CREATE), create = properties(H5P_DATASET_CREATE);
  bool fine = H5Pset_create_intermediate_group(links, 1) >= 0;
  fine = fine && H5Pset_obj_track_times(create, false) >= 0;  // or no two files would be the same
  if (count * size > 512)                                     // below, it would only get longer
    fine = fine && H5Pset_chunk(create, 1, &chunk) >= 0 && H5Pset_shuffle(create) >= 0 &&
           H5Pset_deflate(create, quickest) >= 0;
  if (!fine) fail("make '" + path + "'");
  const Hdf5Handle column(H5Dcreate2(file_, path.c_str(), type, space, links, create, H5P_DEFAULT), H5Dclose,
                          "make '" + path + "'");
  if (count > 0 && H5Dwrite(column, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, values) < 0)
    fail("write '" + path + "'; is there memory left?");
}

template <class T>
void Hdf5Writer::write(const std::string& path, const T* values, std::size_t count) {
  write(path, type_of<T>(), values, count, sizeof(T));
}

void Hdf5Writer::write(const std::string& path, const std::vector<std::string>& texts) {
  std::size_t size = 1;
  for (const std::string& text : texts) size = std::max(size, text.size());
  std::string joined(size * texts.size(), '\0');
  for (std::size_t i = 0; i < texts.size(); ++i)
    std::copy(texts[i].begin(), texts[i].end(), joined.begin() + static_cast<std::ptrdiff_t>(size * i));
  write(path, text_type(size), joined.data(), texts.size(), size);
}

std::string Hdf5Writer::image(std::size_t before) {
  const ssize_t size = H5Fflush(file_, H5F_SCOPE_GLOBAL) < 0 ? -1 : H5Fget_file_image(file_, nullptr, 0);
  if (size < 0) fail("finish the file");
  std::string bytes(before + static_cast<std::size_t>(size), '\0');
  if (H5Fget_file_image(file_, bytes.data() + before, static_cast<std::size_t>(size)) != size)
    fail("finish the file");
  return bytes;
}

Hdf5Reader::Hdf5Reader(std::string_view image) : file_(open_memory(image, this)), size_(image.size()) {}

template <class T>
std::vector<T> Hdf5Reader::read(const std::string& path) const {
  const Hdf5Handle column = open_column(file_, path);
  const Hdf5Handle type(H5Dget_type(column), H5Tclose, "read the type of '" + path + "'");
  if (H5Tequal(type, type_of<T>()) <= 0) fail("read '" + path + "', which is of another type");
  std::vector<T> values(length_of(column, sizeof(T), path));
  if (!values.empty() && H5Dread(column, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data()) < 0)
    fail("read '" + path + "'");
  return values;
}

std::vector<std::string> Hdf5Reader::read_texts(const std::string& path) const {
  const Hdf5Handle column = open_column(file_, path);
  const Hdf5Handle type(H5Dget_type(column), H5Tclose, "read the type of '" + path + "'");
  if (H5Tget_class(type) != H5T_STRING || H5Tis_variable_str(type) != 0 || H5Tget_size(type) == 0)
    fail("read '" + path + "', which isn't text");
  const std::size_t size = H5Tget_size(type), count = length_of(column, size, path);
  std::string joined(size * count, '\0');
  if (count > 0 && H5Dread(column, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, joined.data()) < 0)
    fail("read '" + path + "'");
  std::vector<std::string> texts;
  for (std::size_t i = 0; i < count; ++i) {
    const std::string text = joined.substr(size * i, size);
    texts.push_back(text.substr(0, text.find('\0')));
  }
  return texts;
}

template void Hdf5Writer::write(const std::string&, const double*, std::size_t);
template void Hdf5Writer::write(const std::string&, const std::uint64_t*, std::size_t);
template void Hdf5Writer::write(const std::string&, const int*, std::size_t);
template void Hdf5Writer::write(const std::string&, const std::uint16_t*, std::size_t);
template void Hdf5Writer::write(const std::string&, const std::uint8_t*, std::size_t);
template std::vector<double> Hdf5Reader::read(const std::string&) const;
template std::vector<std::uint64_t> Hdf5Reader::read(const std::string&) const;
template std::vector<int> Hdf5Reader::read(const std::string&) const;
template std::vector<std::uint16_t> Hdf5Reader::read(const std::string&) const;
template std::vector<std::uint8_t> Hdf5Reader::read(const std::string&) const;

}  // namespace exomet
