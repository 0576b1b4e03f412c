namespace Infra.Cli;

/// <summary>The exit codes of the process, with Pulumi's numbers.</summary>
internal enum ExitCode
{
    Success = 0,

    /// <summary>The operation failed, or the user declined it.</summary>
    Failure = 1,

    /// <summary>The command line or the configuration is wrong, or a confirmation is missing.</summary>
    Invocation = 2,

    /// <summary>No user is logged in.</summary>
    Authentication = 3,

    /// <summary>Reserved: a resource failed.</summary>
    Resource = 4,

    /// <summary>Reserved: a policy was violated.</summary>
    Policy = 5,

    /// <summary>The stack does not exist, or none is selected.</summary>
    StackNotFound = 6,

    /// <summary>The operation has changes, but <c>--expect-no-changes</c> was given.</summary>
    UnexpectedChanges = 7,

    Cancelled = 8,

    /// <summary>Reserved: the operation timed out.</summary>
    Timeout = 9,

    /// <summary>An unexpected exception, which is a bug.</summary>
    Internal = 255,
}
