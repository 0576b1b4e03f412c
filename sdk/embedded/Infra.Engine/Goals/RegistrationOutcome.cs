namespace Infra.Engine.Goals;

/// <summary>How a registration ended; names and numbers are those of the protocol.</summary>
internal enum RegistrationOutcome
{
    /// <summary>The registration is done.</summary>
    Success = 0,

    /// <summary>The step failed, and the run goes on.</summary>
    Fail = 1,

    /// <summary>A dependency failed.</summary>
    Skip = 2,
}
