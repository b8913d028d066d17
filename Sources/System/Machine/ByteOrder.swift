#if _endian(big)
  #error("checksums are taken over little-endian bytes, and so are files written")
#endif
