package org.rung.server.growth;

/// People who moved between a role and another one, which is named here.
record Flow(int roleId, String title, long people) {}
