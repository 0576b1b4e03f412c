using Infra.Engine.Providers;
using Pulumirpc;

namespace Infra.Engine.Monitor;

/// <summary>Finds the packages that requests are about.</summary>
internal static class PackageRequests
{
    public static PackageDescriptor Of(this Packages packages, RegisterResourceRequest request) =>
        packages.Find(
            request.PackageRef,
            request.Type,
            request.Version,
            request.PluginDownloadURL,
            request.PluginChecksums
        );

    public static PackageDescriptor Of(this Packages packages, ReadResourceRequest request) =>
        packages.Find(
            request.PackageRef,
            request.Type,
            request.Version,
            request.PluginDownloadURL,
            request.PluginChecksums
        );

    public static PackageDescriptor Of(this Packages packages, ResourceInvokeRequest request) =>
        packages.Find(
            request.PackageRef,
            request.Tok,
            request.Version,
            request.PluginDownloadURL,
            request.PluginChecksums
        );

    public static PackageDescriptor Of(this Packages packages, ResourceCallRequest request) =>
        packages.Find(
            request.PackageRef,
            request.Tok,
            request.Version,
            request.PluginDownloadURL,
            request.PluginChecksums
        );
}
