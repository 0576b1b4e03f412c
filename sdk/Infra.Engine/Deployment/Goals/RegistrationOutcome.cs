namespace Infra.Engine.Deployment.Goals;

/// <summary>How a registration ended; names and values of the wire's results.</summary>
internal enum RegistrationOutcome
{
    /// <summary>It is done.</summary>
    Success = 0,

    /// <summary>Its step failed, and the run goes on.</summary>
    Fail = 1,

    /// <summary>Something it needs failed.</summary>
    Skip = 2,
}
