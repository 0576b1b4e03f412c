namespace Infra.Engine.Providers.Operations;

/// <summary>How binding a proposed name is; the numbers are those of the protocol.</summary>
internal enum NamingMode
{
    /// <summary>The provider may take the name, or derive one from it.</summary>
    Propose = 0,

    /// <summary>The provider must take the name as it is.</summary>
    Enforce = 1,

    /// <summary>The provider must not generate names.</summary>
    Disable = 2,
}
