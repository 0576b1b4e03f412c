namespace Infra.Engine.Deployment;

/// <summary>The source of a run's goals.</summary>
public enum DeploymentKind
{
    /// <summary>The program: <c>preview</c> and <c>up</c>.</summary>
    Update,

    /// <summary>The providers' current state: <c>refresh</c>.</summary>
    Refresh,

    /// <summary>No goals: <c>destroy</c>.</summary>
    Destroy,

    /// <summary>A list of existing resources: <c>import</c>.</summary>
    Import,
}
