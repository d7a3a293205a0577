/** Whether a banner or a bundle makes a `require`. @internal */
export const MAKES_REQUIRE = /(?<![\w$])require\s*=(?!=)|function\s+require\s*\(|\bas\s+require\b/;
