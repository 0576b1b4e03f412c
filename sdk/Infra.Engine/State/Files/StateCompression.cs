namespace Infra.Engine.State.Files;

/// <summary>How the files of a state are compressed. New ones are as the user's environment asks; read is what is there.</summary>
internal enum StateCompression
{
    /// <summary>Not at all: <c>.json</c>.</summary>
    None,

    /// <summary>With gzip: <c>.json.gz</c>, asked for by <c>PULUMI_DIY_BACKEND_GZIP</c>.</summary>
    Gzip,

    /// <summary>With zstd: <c>.json.zst</c>, asked for by <c>PULUMI_DIY_BACKEND_ZSTD</c>.</summary>
    Zstd,
}
