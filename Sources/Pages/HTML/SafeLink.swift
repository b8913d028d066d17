/// A link to an address from a spec: only to the web, because other schemes, such as `javascript:`, can run programs.
func link(_ address: String?, _ text: String) -> HTML {
  guard let address, ["https://", "http://"].contains(where: address.lowercased().hasPrefix) else {
    return .text(text)
  }
  return tag("a", ["href": address, "rel": "noreferrer"], .text(text))
}
