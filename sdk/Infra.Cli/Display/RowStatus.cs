namespace Infra.Cli.Display;

/// <summary>Where a resource stands in a run.</summary>
internal enum RowStatus
{
    /// <summary>Nothing is known beyond messages.</summary>
    Unknown,

    /// <summary>Its step was planned or begun.</summary>
    Running,

    /// <summary>Its step is done.</summary>
    Done,

    /// <summary>Its step failed.</summary>
    Failed,
}
