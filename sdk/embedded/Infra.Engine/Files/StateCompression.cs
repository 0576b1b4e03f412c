namespace Infra.Engine.Files;

/// <summary>The compression of state files. The environment chooses it for new files; existing files are read in any compression.</summary>
internal enum StateCompression
{
    /// <summary>Not at all: <c>.json</c>.</summary>
    None,

    /// <summary>With gzip: <c>.json.gz</c>, asked for by <c>PULUMI_DIY_BACKEND_GZIP</c>.</summary>
    Gzip,

    /// <summary>With zstd: <c>.json.zst</c>, asked for by <c>PULUMI_DIY_BACKEND_ZSTD</c>.</summary>
    Zstd,
}
