namespace Infra.Engine.Deployment;

/// <summary>Where the goals of a run come from.</summary>
public enum DeploymentKind
{
    /// <summary>From the program: <c>preview</c> and <c>up</c>.</summary>
    Update,

    /// <summary>From what is there: <c>refresh</c>.</summary>
    Refresh,

    /// <summary>There are none: <c>destroy</c>.</summary>
    Destroy,

    /// <summary>From a list of what exists: <c>import</c>.</summary>
    Import,
}
