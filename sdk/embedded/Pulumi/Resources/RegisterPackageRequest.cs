namespace Pulumi;

/// <summary>The package of a resource or function whose provider serves several. Generated SDKs pass it.</summary>
public sealed class RegisterPackageRequest
{
    /// <summary>Describes a package.</summary>
    /// <param name="downloadUrl">The URL where the provider can be downloaded. Default: the engine's.</param>
    /// <param name="checksums">The checksums of the provider's archives by platform.</param>
    /// <param name="parameterization">The parameter that replaces the provider's package by another.</param>
    public RegisterPackageRequest(
        string name,
        string version,
        string? downloadUrl,
        Dictionary<string, byte[]>? checksums,
        PackageParameterization? parameterization
    )
        : this(name, version, downloadUrl, checksums, parameterization, extension: null) { }

    /// <summary>Describes a package.</summary>
    /// <param name="downloadUrl">The URL where the provider can be downloaded. Default: the engine's.</param>
    /// <param name="checksums">The checksums of the provider's archives by platform.</param>
    /// <param name="parameterization">The parameter that replaces the provider's package by another.</param>
    /// <param name="extension">The parameter that extends the provider's package.</param>
    public RegisterPackageRequest(
        string name,
        string version,
        string? downloadUrl,
        Dictionary<string, byte[]>? checksums = null,
        PackageParameterization? parameterization = null,
        PackageParameterization? extension = null
    )
    {
        (Name, Version, DownloadUrl) = (name, version, downloadUrl ?? "");
        Checksums = checksums ?? [];
        (Parameterization, Extension) = (parameterization, extension);
    }

    /// <summary>The provider's name.</summary>
    public string Name { get; }

    /// <summary>The provider's version.</summary>
    public string Version { get; }

    /// <summary>The URL where the provider can be downloaded; empty for the engine's.</summary>
    public string DownloadUrl { get; }

    /// <summary>The checksums of the provider's archives by platform.</summary>
    public Dictionary<string, byte[]> Checksums { get; }

    /// <summary>The parameter that replaces the provider's package by another, or <c>null</c>.</summary>
    public PackageParameterization? Parameterization { get; }

    /// <summary>The parameter that extends the provider's package, or <c>null</c>.</summary>
    public PackageParameterization? Extension { get; }

    /// <summary>A package that a provider creates from a parameter.</summary>
    public sealed class PackageParameterization
    {
        /// <summary>Describes the package.</summary>
        /// <param name="value">The parameter, as the provider returned it.</param>
        public PackageParameterization(string name, string version, byte[] value) =>
            (Name, Version, Value) = (name, version, value);

        /// <summary>The package's name.</summary>
        public string Name { get; }

        /// <summary>The package's version.</summary>
        public string Version { get; }

        /// <summary>The parameter.</summary>
        public byte[] Value { get; }
    }
}
