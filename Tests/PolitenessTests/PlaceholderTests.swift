import Testing
@testable import Politeness
