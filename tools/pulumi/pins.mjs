/** The CLI that tests and the demonstration use, and the oldest one on PATH that is taken instead. */
export const PULUMI_VERSION = "3.259.0";
/** Import files with outputs, which adoption needs, exist since this version. */
export const OLDEST_PULUMI_VERSION = "3.254.0";
/** `go` that the published module asks for. */
export const OLDEST_GO_VERSION = "1.25.0";
export const GO_PACKAGE = "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi";
export const GO_VERSION_VARIABLE = "github.com/pulumi/pulumi/sdk/v3/go/common/version.Version";
export const LAUNCHER_MODULE = "github.com/pulumi/pulumi/sdk/v3";
