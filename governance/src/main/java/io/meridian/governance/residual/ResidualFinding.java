package io.meridian.governance.residual;

/**
 * An identifier of the original that is still there.
 *
 * @param place tag path such as {@code (0040,0275)[0].(0040,0007)}, or what part of the object
 * @param kind of the identifier; its value is not told
 */
public record ResidualFinding(String place, IdentifierKind kind) {}
