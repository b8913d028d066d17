// The program would compile on a big-endian processor, but with wrong files and checksums.
#if _endian(big)
  #error("bnlab needs a little-endian processor: files and checksums use the byte order of memory")
#endif
