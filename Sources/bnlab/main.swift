import BuiltIns
print(BuiltIns.specs.count)
