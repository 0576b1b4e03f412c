namespace Infra.Cli;

/// <summary>The exit codes of the process, with Pulumi's numbers. Those of its numbers that are left out have no cause here.</summary>
internal enum ExitCode
{
    Success = 0,

    /// <summary>The operation failed, or the user declined it.</summary>
    Failure = 1,

    /// <summary>The command line or the configuration is wrong, or a confirmation is missing.</summary>
    Invocation = 2,

    /// <summary>The stack does not exist, or none is selected.</summary>
    StackNotFound = 6,

    /// <summary>The operation has changes, but <c>--expect-no-changes</c> was given.</summary>
    UnexpectedChanges = 7,

    Cancelled = 8,

    /// <summary>An unexpected exception, which is a bug.</summary>
    Internal = 255,
}
