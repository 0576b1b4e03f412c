namespace Infra.Cli.Display;

/// <summary>The status of a resource in a run.</summary>
internal enum RowStatus
{
    /// <summary>No step is known, only messages.</summary>
    Unknown,

    /// <summary>The step is planned or running.</summary>
    Running,

    Done,

    Failed,
}
