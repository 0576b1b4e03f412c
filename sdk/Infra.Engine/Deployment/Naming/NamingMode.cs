namespace Infra.Engine.Deployment.Naming;

/// <summary>What a provider is to make of a proposed name; values as on the wire.</summary>
internal enum NamingMode
{
    /// <summary>It may take the name, or one made from it.</summary>
    Propose = 0,

    /// <summary>It must take the name as it is.</summary>
    Enforce = 1,

    /// <summary>It must not make up names.</summary>
    Disable = 2,
}
