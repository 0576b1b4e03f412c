namespace Infra.Cli;

/// <summary>How the process ends; the numbers are Pulumi's.</summary>
internal enum ExitCode
{
    /// <summary>Everything that was asked for is done.</summary>
    Success = 0,

    /// <summary>An operation failed, or the user declined it.</summary>
    Failure = 1,

    /// <summary>The command line or the configuration is wrong, or a confirmation is missing.</summary>
    Invocation = 2,

    /// <summary>Nobody is logged in.</summary>
    Authentication = 3,

    /// <summary>Reserved: a resource failed.</summary>
    Resource = 4,

    /// <summary>Reserved: a policy was violated.</summary>
    Policy = 5,

    /// <summary>The stack does not exist, or none is selected.</summary>
    StackNotFound = 6,

    /// <summary>There are changes although <c>--expect-no-changes</c> was given.</summary>
    UnexpectedChanges = 7,

    /// <summary>The user stopped it.</summary>
    Cancelled = 8,

    /// <summary>Reserved: it took too long.</summary>
    Timeout = 9,

    /// <summary>A bug.</summary>
    Internal = 255,
}
