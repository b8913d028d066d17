import BuiltIns
print(BuiltIns.circlesBaseline.count)
